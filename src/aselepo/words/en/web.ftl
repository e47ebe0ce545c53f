# Words of the pages: menus, sliders, states of a view.
