# Les mots des pages : menus, curseurs, états d’une vue.
